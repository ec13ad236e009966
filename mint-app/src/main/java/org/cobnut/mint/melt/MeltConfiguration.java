package org.cobnut.mint.melt;

import org.cobnut.mint.info.NutSetting;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What melting lets the mint declare about itself; NUT-05 and NUT-15 follow from the processors.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MeltSettings.class)
class MeltConfiguration {

    @Bean
    NutSetting overpaidFees() {
        return NutSetting.supported(8);
    }
}
