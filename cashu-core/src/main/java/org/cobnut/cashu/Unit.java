package org.cobnut.cashu;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// A currency unit of NUT-01 such as `sat` or `usd`; amounts count its smallest part. Names are lower case.
///
/// @param name 1 to 32 characters, none of them blank, a control or format character or one that a keyset id's preimage
/// gives a meaning
public record Unit(String name) {

    // Before the constants, whose constructor needs it.
    private static final Pattern NAME =
            Pattern.compile("[^\\s\\p{Cntrl}\\p{Cf}|,:]{1,32}", Pattern.UNICODE_CHARACTER_CLASS);

    public static final Unit SAT = new Unit("sat");
    public static final Unit MSAT = new Unit("msat");
    /// Reserved for blind authentication (NUT-22).
    public static final Unit AUTH = new Unit("auth");

    /// Brings the name to lower case and Unicode's form C.
    ///
    /// @throws IllegalArgumentException if the name cannot be a unit's
    public Unit {
        name = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a unit is 1 to 32 visible characters");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
