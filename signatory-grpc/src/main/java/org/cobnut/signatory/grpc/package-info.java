/// A signatory in another process: the mint's end of CDK's protocol, and the signatory's.
@NullMarked
package org.cobnut.signatory.grpc;

import org.jspecify.annotations.NullMarked;
