package org.cobnut.mint.info;

import java.util.List;

/// What the mint's users have to know whatever its operator says, such as that its money is fake. A bean of this type
/// is all that it takes.
public interface UserNotices {

    /// Sentences for people.
    List<String> notices();
}
