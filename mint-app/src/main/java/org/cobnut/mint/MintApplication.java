package org.cobnut.mint;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts the mint.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class MintApplication {

    static void main(String[] arguments) {
        SpringApplication.run(MintApplication.class, arguments);
    }
}
