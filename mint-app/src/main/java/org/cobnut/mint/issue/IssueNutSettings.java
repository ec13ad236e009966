package org.cobnut.mint.issue;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.mint.info.NutSetting;
import org.cobnut.mint.payment.Processors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What NUT-06 says about minting, beyond its methods: NUT-20 and NUT-29.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssueSettings.class)
class IssueNutSettings {

    record Batches(@JsonProperty("max_batch_size") int maxBatchSize, List<String> methods) {}

    @Bean
    NutSetting lockedMintQuotes() {
        return NutSetting.supported(20);
    }

    @Bean
    NutSetting batchedMints(IssueSettings settings, Processors processors) {
        var methods = processors.routes().stream()
                .map(route -> route.method().name())
                .distinct()
                .toList();
        return new NutSetting(29, () -> new Batches(settings.batch(), methods));
    }
}
