package org.cobnut.mint.subscription;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.http.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Refuses sockets in plain HTTP, before they are any.
@Component
class Handshake implements HandshakeInterceptor {

    private static final int UPGRADE_REQUIRED = 426;

    private final Sockets sockets;

    Handshake(Sockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        var asked = ((ServletServerHttpRequest) request).getServletRequest();
        var answer = ((ServletServerHttpResponse) response).getServletResponse();
        if (!"GET".equals(asked.getMethod())) {
            answer.setHeader(HttpHeaders.ALLOW, "GET");
            return refuse(answer, ErrorCode.METHOD_NOT_ALLOWED, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
        if (!isUpgrade(asked)) {
            answer.setHeader(HttpHeaders.UPGRADE, "websocket");
            answer.setHeader("Sec-WebSocket-Version", "13");
            return refuse(answer, ErrorCode.MALFORMED_REQUEST, UPGRADE_REQUIRED);
        }
        return (!sockets.isFull() && sockets.isRunning())
                || refuse(answer, ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.httpStatus());
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && connection(request).contains("upgrade")
                && "13".equals(request.getHeader("Sec-WebSocket-Version"))
                && request.getHeader("Sec-WebSocket-Key") != null;
    }

    private static String connection(HttpServletRequest request) {
        var options = request.getHeader(HttpHeaders.CONNECTION);
        return options == null ? "" : options.toLowerCase(Locale.ROOT);
    }

    private static boolean refuse(HttpServletResponse answer, ErrorCode code, int status) throws IOException {
        var detail = switch (status) {
            case UPGRADE_REQUIRED -> "this path speaks WebSocket, version 13";
            case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> "too many sockets are open";
            default -> "a socket is opened by GET";
        };
        new Refusal(detail, code.number()).write(answer, status);
        return false;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {
        // nothing was taken that would have to be given back
    }
}
