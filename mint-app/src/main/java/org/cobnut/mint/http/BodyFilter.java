package org.cobnut.mint.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Takes a request's body in before anybody else sees it: whole, decompressed, at most [Limits#body] of it, and as text
/// that every database can hold.
///
/// It inflates no further than the limit, so that a bomb costs no more than an honest body.
final class BodyFilter extends OncePerRequestFilter {

    private static final int CHUNK = 8192;

    private final int limit;
    private final Duration time;

    BodyFilter(Limits limits) {
        limit = Math.toIntExact(limits.body().toBytes());
        time = limits.bodyTime();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            requirePlainPath(request.getRequestURI());
            requireOneType(request.getContentType());
            if (!hasBody(request)) {
                chain.doFilter(request, response);
                return;
            }
            chain.doFilter(new BufferedRequest(request, read(request)), response);
        } catch (RefusedBody refused) {
            refuse(response, refused);
        }
    }

    /// Spring would drop `;x=y`: a proxy that guards paths would then see another path than the mint does.
    private static void requirePlainPath(String path) throws RefusedBody {
        if (path.indexOf(';') >= 0) {
            throw new RefusedBody(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /// Spring takes a range of types for a bug of its caller.
    private static void requireOneType(@Nullable String contentType) throws RefusedBody {
        if (contentType != null && contentType.indexOf('*') >= 0) {
            throw new RefusedBody(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private byte[] read(HttpServletRequest request) throws IOException, RefusedBody {
        if (request.getContentLengthLong() > limit) {
            throw new RefusedBody(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        }
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return switch (encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT)) {
            case "identity" -> read(request.getInputStream());
            case "gzip", "x-gzip" -> inflate(request.getInputStream());
            default -> throw new RefusedBody(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        };
    }

    private byte[] inflate(InputStream compressed) throws IOException, RefusedBody {
        try {
            return read(new GZIPInputStream(compressed, CHUNK));
        } catch (ZipException | EOFException _) {
            throw new RefusedBody("the body is not whole gzip data");
        }
    }

    private byte[] read(InputStream body) throws IOException, RefusedBody {
        var deadline = System.nanoTime() + time.toNanos();
        var bytes = new ByteArrayOutputStream(CHUNK);
        var chunk = new byte[CHUNK];
        for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > limit) {
                throw new RefusedBody(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new RefusedBody(HttpServletResponse.SC_REQUEST_TIMEOUT);
            }
        }
        return sound(bytes.toByteArray());
    }

    private static byte[] sound(byte[] json) throws RefusedBody {
        if (!JsonText.isSound(json)) {
            throw new RefusedBody("the body must be UTF-8 without U+0000 and unpaired surrogates");
        }
        return json;
    }

    private static void refuse(HttpServletResponse response, RefusedBody refused) throws IOException {
        if (refused.status == HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip, identity");
        }
        if (refused.status != HttpServletResponse.SC_BAD_REQUEST) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        Refusal.general(refused.detail).write(response, refused.status);
    }

    private static final class RefusedBody extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String detail;

        RefusedBody(int status) {
            this.status = status;
            detail = HttpRefusals.detail(status);
        }

        RefusedBody(String detail) {
            status = HttpServletResponse.SC_BAD_REQUEST;
            this.detail = detail;
        }
    }
}
