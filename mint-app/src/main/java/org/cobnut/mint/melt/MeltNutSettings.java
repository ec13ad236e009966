package org.cobnut.mint.melt;

import org.cobnut.mint.info.NutSetting;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What NUT-06 says about melting, beyond its methods: NUT-08.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MeltSettings.class)
class MeltNutSettings {

    @Bean
    NutSetting overpaidFees() {
        return NutSetting.supported(8);
    }
}
