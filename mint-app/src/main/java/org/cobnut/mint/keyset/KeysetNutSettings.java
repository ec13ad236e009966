package org.cobnut.mint.keyset;

import org.cobnut.mint.info.NutSetting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What NUT-06 says about signatures: NUT-12.
@Configuration(proxyBeanMethods = false)
class KeysetNutSettings {

    @Bean
    NutSetting dleqProofs() {
        return NutSetting.supported(12);
    }
}
