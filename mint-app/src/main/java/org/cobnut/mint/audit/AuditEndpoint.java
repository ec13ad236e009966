package org.cobnut.mint.audit;

import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;

import org.cobnut.mint.store.ReadTransactions;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/// The audit on the management port. It reads whole tables, so one runs at a time, and who asks meanwhile is told so.
@Component
@WebEndpoint(id = "audit")
class AuditEndpoint {

    private final Audit audit;
    private final ReentrantLock running = new ReentrantLock();

    AuditEndpoint(ReadTransactions reads, Clock clock) {
        this.audit = new Audit(reads, clock);
    }

    @ReadOperation
    WebEndpointResponse<AuditReport> audit() {
        if (!running.tryLock()) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_TOO_MANY_REQUESTS);
        }
        try {
            return new WebEndpointResponse<>(audit.run());
        } finally {
            running.unlock();
        }
    }
}
