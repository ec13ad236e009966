package org.cobnut.mint.http;

import java.util.concurrent.RejectedExecutionException;

import jakarta.servlet.http.HttpServletResponse;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/// Turns whatever a controller throws into a [Refusal].
@RestControllerAdvice
class RefusalAdvice {

    private static final Logger log = LoggerFactory.getLogger(RefusalAdvice.class);

    @ExceptionHandler
    ResponseEntity<Refusal> refuse(CashuException refusal) {
        return answer(refusal.code().httpStatus(), new HttpHeaders(), Refusal.of(refusal));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refuseUnreadable(HttpMessageConversionException unreadable) {
        return refuse(UnreadableBody.asRefusal(unreadable));
    }

    /// The database is away, or too busy to answer in time: a repeat of the request is safe.
    @ExceptionHandler({
        TransientDataAccessException.class,
        NonTransientDataAccessResourceException.class,
        RecoverableDataAccessException.class,
        CannotCreateTransactionException.class,
        RejectedExecutionException.class
    })
    ResponseEntity<Refusal> refuseUnavailable(Exception cause) {
        log.warn("Answered a request with 503, since the database is away or too busy: {}", cause.toString());
        return refuse(new CashuException(ErrorCode.UNAVAILABLE));
    }

    /// The client went away while it was answered: there is nobody to tell.
    @ExceptionHandler
    void ignore(AsyncRequestNotUsableException gone) {
        log.debug("a client went away: {}", gone.toString());
    }

    /// What Spring MVC refuses by itself (path, verb, media type), and bugs, whose cause only the log tells.
    @ExceptionHandler
    ResponseEntity<Refusal> refuse(Exception cause) {
        if (cause instanceof ErrorResponse refusal && refusal.getStatusCode().is4xxClientError()) {
            return answer(refusal.getStatusCode().value(), refusal.getHeaders(), refusal(refusal.getStatusCode()));
        }
        log.error("Answered a request with 500, since the mint has a bug", cause);
        return refuse(new CashuException(ErrorCode.INTERNAL));
    }

    private static Refusal refusal(HttpStatusCode status) {
        return Refusal.general(HttpRefusals.detail(status.value()));
    }

    private static ResponseEntity<Refusal> answer(int status, HttpHeaders headers, Refusal refusal) {
        var answer = ResponseEntity.status(HttpStatus.valueOf(status)).contentType(MediaType.APPLICATION_JSON);
        headers.headerNames().stream()
                .filter(name -> name.equalsIgnoreCase(HttpHeaders.ALLOW) || name.equalsIgnoreCase(HttpHeaders.ACCEPT))
                .forEach(name -> answer.header(name, headers.getOrEmpty(name).toArray(String[]::new)));
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, Refusal.RETRY_AFTER);
        }
        return answer.body(refusal);
    }
}
