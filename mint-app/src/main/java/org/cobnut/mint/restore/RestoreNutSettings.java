package org.cobnut.mint.restore;

import org.cobnut.mint.info.NutSetting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What NUT-06 says about states and restoring: NUT-07 and NUT-09.
@Configuration(proxyBeanMethods = false)
class RestoreNutSettings {

    @Bean
    NutSetting stateChecks() {
        return NutSetting.supported(7);
    }

    @Bean
    NutSetting restoring() {
        return NutSetting.supported(9);
    }
}
