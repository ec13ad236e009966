package org.cobnut.signatory.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.cobnut.wire.signatory.Constants;
import org.jspecify.annotations.Nullable;

/// What travels with every call beside its message.
final class Headers {

    static final Metadata.Key<String> VERSION =
            Metadata.Key.of("x-signatory-schema-version", Metadata.ASCII_STRING_MARSHALLER);

    /// Of our own: which keyset a rotation is to replace, so that of two mints that rotate at once one learns of the
    /// other. CDK's ends neither send nor read it.
    static final Metadata.Key<String> REPLACES =
            Metadata.Key.of("x-cobnut-replaces-keyset", Metadata.ASCII_STRING_MARSHALLER);

    static final String NOTHING = "none";

    /// [#REPLACES] of the call that a server works at; null if it does not say.
    static final Context.Key<@Nullable String> REPLACED = Context.key("replaced keyset");

    private static final String OURS = Integer.toString(Constants.CONSTANTS_SCHEMA_VERSION_VALUE);

    private Headers() {}

    static Metadata version() {
        var headers = new Metadata();
        headers.put(VERSION, OURS);
        return headers;
    }

    /// Turns away callers of another version of the protocol, in CDK's words.
    static final class Reader implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var theirs = headers.get(VERSION);
            if (OURS.equals(theirs)) {
                var context = Context.current().withValue(REPLACED, headers.get(REPLACES));
                return Contexts.interceptCall(context, call, headers, next);
            }
            var reason = theirs == null
                    ? "Missing " + VERSION.name() + " header"
                    : "Protocol version mismatch: server=" + OURS + ", client=" + theirs;
            call.close(Status.FAILED_PRECONDITION.withDescription(reason), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
