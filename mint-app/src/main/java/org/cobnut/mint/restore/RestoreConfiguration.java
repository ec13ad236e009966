package org.cobnut.mint.restore;

import org.cobnut.mint.info.NutSetting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What restoring lets the mint declare about itself.
@Configuration(proxyBeanMethods = false)
class RestoreConfiguration {

    @Bean
    NutSetting stateChecks() {
        return NutSetting.supported(7);
    }

    @Bean
    NutSetting restoring() {
        return NutSetting.supported(9);
    }
}
