package org.cobnut.mint.audit;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

import org.cobnut.mint.command.Subcommand;
import org.cobnut.mint.store.ReadTransactions;
import org.cobnut.mint.store.StoreOfCommands;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine;

/// `bin/mint audit`: recomputes the books of a database, which a mint may be serving meanwhile.
@CommandLine.Command(name = "audit")
public final class AuditCommand implements Subcommand {

    @Override
    public List<Class<?>> configurations() {
        return List.of(StoreOfCommands.class);
    }

    @Override
    public boolean run(BeanFactory beans, PrintWriter out) {
        var report = new Audit(beans.getBean(ReadTransactions.class), Clock.systemUTC()).run();
        AuditText.print(report, out);
        return report.balanced();
    }
}
