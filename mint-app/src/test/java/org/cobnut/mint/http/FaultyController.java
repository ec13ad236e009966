package org.cobnut.mint.http;

import java.util.concurrent.CountDownLatch;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What no feature does on purpose: a part of the mint in tests only.
@RestController
class FaultyController {

    static final String SECRET = "a detail that is nobody's business";

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    record Done(boolean done) {}

    @GetMapping("/v1/faults/{kind}")
    Done fail(@PathVariable String kind) throws InterruptedException {
        return switch (kind) {
            case "bug" -> throw new IllegalStateException(SECRET);
            case "error" -> throw new StackOverflowError(SECRET);
            case "connection" -> throw new DataAccessResourceFailureException(SECRET);
            case "timeout" -> throw new QueryTimeoutException(SECRET);
            case "transaction" -> throw new CannotCreateTransactionException(SECRET);
            default -> answerWhenTold();
        };
    }

    private Done answerWhenTold() throws InterruptedException {
        arrived.countDown();
        mayAnswer.await();
        return new Done(true);
    }

    void awaitRequest() throws InterruptedException {
        arrived.await();
    }

    void answer() {
        mayAnswer.countDown();
    }
}
