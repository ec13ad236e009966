package org.cobnut.mint;

import java.util.List;

import org.cobnut.mint.command.CommandRefusedException;
import org.cobnut.mint.command.SettingWords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.autoconfigure.web.DataWebAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts the mint, or one of its subcommands. Boot's error page is left out: every refusal leaves through the package
/// `http`. So is what would only make the start longer: transactions begin in the package `store` and not in proxies,
/// and neither scripts for the database nor pages of rows are used.
@SpringBootApplication(
        exclude = {
            ErrorMvcAutoConfiguration.class,
            AopAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            DataSourceInitializationAutoConfiguration.class,
            DataWebAutoConfiguration.class
        })
@EnableScheduling
class MintApplication {

    private static final Logger log = LoggerFactory.getLogger(MintApplication.class);
    private static final String SERVE = "serve";

    static void main(String[] arguments) {
        var words = List.of(arguments);
        if (Help.isWanted(words)) {
            IO.print(Help.text());
        } else if (words.contains("--version")) {
            IO.println("Cobnut " + MintApplication.class.getPackage().getImplementationVersion());
        } else if (words.isEmpty() || words.getFirst().startsWith("-")) {
            serve(words);
        } else if (words.getFirst().equals(SERVE)) {
            serve(words.subList(1, words.size()));
        } else {
            System.exit(Subcommands.run(arguments));
        }
    }

    private static void serve(List<String> settings) {
        try {
            var words = SettingWords.parse(settings);
            SpringApplication.run(MintApplication.class, words.arguments().toArray(String[]::new));
            sayWhenStopped();
        } catch (CommandRefusedException refusal) {
            System.exit(Subcommands.refuse(refusal));
        }
    }

    private static void sayWhenStopped() {
        try {
            SpringApplication.getShutdownHandlers().add(() -> log.info("Stopped"));
        } catch (IllegalStateException _) {
            // A signal came before the start was over; that it stops has been said.
        }
    }
}
