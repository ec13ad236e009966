/// Tests of both ends of the protocol.
@NullMarked
package org.cobnut.signatory.grpc;

import org.jspecify.annotations.NullMarked;
