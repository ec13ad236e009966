package org.cobnut.mint.audit;

import java.time.Clock;

import org.cobnut.mint.command.Command;
import org.cobnut.mint.store.ReadTransactions;
import org.cobnut.mint.store.StoreOfCommands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// `bin/mint audit`: the context of the command, which never becomes part of the mint's own.
@Import(StoreOfCommands.class)
public class AuditCommand {

    @Bean
    Command audit(ReadTransactions reads) {
        return out -> {
            var report = new Audit(reads, Clock.systemUTC()).run();
            AuditText.print(report, out);
            return report.balanced();
        };
    }
}
