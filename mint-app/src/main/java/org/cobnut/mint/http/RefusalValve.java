package org.cobnut.mint.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tomcat's own refusals (a broken request line, an encoded slash, headers that are too large) as a [Refusal]
/// instead of an HTML page. It also answers what escapes from filters.
///
/// Public with a public constructor, since Tomcat creates it by its name.
public final class RefusalValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(RefusalValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var canWrite = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, canWrite);
        if (canWrite.get()) {
            write(response, status);
        }
    }

    private static void write(Response response, int status) {
        try {
            response.setHeader("Access-Control-Allow-Origin", "*");
            Refusal.general(HttpRefusals.detail(status)).write(response, status);
            response.finishResponse();
        } catch (IOException gone) {
            log.debug("a client went away: {}", gone.toString());
        }
    }
}
