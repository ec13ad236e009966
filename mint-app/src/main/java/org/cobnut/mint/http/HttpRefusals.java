package org.cobnut.mint.http;

/// The texts of refusals that have an HTTP status and no code of their own; Tomcat, Spring and the mint's filters
/// use the same ones.
final class HttpRefusals {

    private HttpRefusals() {}

    static String detail(int status) {
        return switch (status) {
            case 400 -> "malformed HTTP request";
            case 404 -> "no such path";
            case 405 -> "method not allowed on this path";
            case 406 -> "answers are application/json";
            case 408 -> "the request took too long to arrive";
            case 411 -> "a body needs a length";
            case 413 -> "the body is too large";
            case 414 -> "the path is too long";
            case 415 -> "the body must be application/json, plain or gzip";
            case 417 -> "expectation not met";
            case 431 -> "the headers are too large";
            case 501 -> "not implemented";
            case 503 -> "temporarily unavailable";
            case 505 -> "HTTP version not supported";
            default -> status < 500 ? "request refused" : "internal error";
        };
    }
}
