package org.cobnut.cashu.json;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.module.SimpleModule;

/// Maps the values of this library to the JSON of the NUTs and back.
///
/// Strict: amounts are JSON integers from 0 to 2^64-1, points and scalars lower-case hexadecimal digits of the right
/// length, keyset ids whole. Unknown fields are passed over. A field is required, and not null, wherever a record of a
/// null-marked package has a component that is not `@Nullable`; that holds for the records of all who use this module.
///
/// A failure is a Jackson exception whose path names the field; [MalformedJson#detail] makes a refusal of it that
/// repeats no value.
public final class CashuModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    /// A module that reads points with the preferred curve.
    public CashuModule() {
        this(Curve.preferred());
    }

    public CashuModule(Curve curve) {
        super("cashu");
        addText(Unit.class, Unit::new, Unit::name);
        addText(KeysetId.class, KeysetId::parse, KeysetId::hex);
        addText(Point.class, hex -> curve.point(lowerCase(hex)), Point::hex);
        addText(Scalar.class, hex -> Scalar.of(lowerCase(hex)), Scalar::hex);
        addDeserializer(Amount.class, new AmountJson.Reader());
        addSerializer(Amount.class, new AmountJson.Writer());
        addKeyDeserializer(Amount.class, new AmountJson.KeyReader());
        addKeySerializer(Amount.class, new AmountJson.KeyWriter());
        setMixInAnnotation(Proof.class, WireNames.ProofNames.class);
        setMixInAnnotation(BlindedMessage.class, WireNames.BlindedMessageNames.class);
        setMixInAnnotation(BlindSignature.class, WireNames.BlindSignatureNames.class);
        addForm(Keyset.class, KeysetForm.class, KeysetForm::keyset, KeysetForm::of);
        addForm(KeysetInfo.class, KeysetForm.class, KeysetForm::info, KeysetForm::of);
    }

    @Override
    public void setupModule(JacksonModule.SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new NullMarkedIntrospector());
    }

    private <T> void addText(Class<T> type, TextReader.Parsing<T> parsing, TextWriter.Formatting<T> formatting) {
        addDeserializer(type, new TextReader<>(type, parsing));
        addSerializer(type, new TextWriter<>(type, formatting));
    }

    private <T, F> void addForm(
            Class<T> type, Class<F> form, FormReader.Reading<F, T> reading, FormWriter.Writing<T, F> writing) {
        addDeserializer(type, new FormReader<>(type, form, reading));
        addSerializer(type, new FormWriter<>(type, writing));
    }

    private static String lowerCase(String hex) {
        if (hex.chars().anyMatch(c -> c >= 'A' && c <= 'F')) {
            throw new IllegalArgumentException("hexadecimal digits are lower case");
        }
        return hex;
    }
}
