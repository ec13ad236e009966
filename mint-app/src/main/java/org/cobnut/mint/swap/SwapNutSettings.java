package org.cobnut.mint.swap;

import org.cobnut.mint.info.NutSetting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What NUT-06 says about spending conditions: NUT-10, NUT-11 and NUT-14.
@Configuration(proxyBeanMethods = false)
class SwapNutSettings {

    @Bean
    NutSetting spendingConditions() {
        return NutSetting.supported(10);
    }

    @Bean
    NutSetting payToPublicKey() {
        return NutSetting.supported(11);
    }

    @Bean
    NutSetting hashedTimelocks() {
        return NutSetting.supported(14);
    }
}
