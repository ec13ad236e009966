package org.cobnut.mint;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts the mint, or one of its subcommands. Boot's error page is left out: every refusal leaves through the package
/// `http`.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@ConfigurationPropertiesScan
@EnableScheduling
class MintApplication {

    static void main(String[] arguments) {
        if (Subcommand.isMeantBy(arguments)) {
            System.exit(Subcommand.run(arguments));
        }
        SpringApplication.run(MintApplication.class, arguments);
    }
}
