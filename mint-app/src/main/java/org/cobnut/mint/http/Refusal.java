package org.cobnut.mint.http;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// The body of every refusal, as NUT-00 wants it: these two members and no other.
///
/// @param detail one line for people, without anything of what was sent
/// @param code the number of an [ErrorCode]
public record Refusal(String detail, int code) {

    /// Seconds after which a client may try again what was unavailable.
    static final String RETRY_AFTER = "2";

    /// Not Spring's: Tomcat's own refusals leave before there is one.
    private static final JsonMapper JSON = new JsonMapper();

    static Refusal of(CashuException refusal) {
        return new Refusal(refusal.detail(), refusal.code().number());
    }

    /// A refusal that has no number of its own.
    static Refusal general(String detail) {
        return new Refusal(detail, ErrorCode.MALFORMED_REQUEST.number());
    }

    /// Answers from outside of Spring MVC: a filter, or the handshake of a socket.
    public void write(HttpServletResponse response, int status) throws IOException {
        var body = JSON.writeValueAsBytes(this);
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        response.getOutputStream().write(body);
    }
}
