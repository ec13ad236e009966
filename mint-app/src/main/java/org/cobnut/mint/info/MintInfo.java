package org.cobnut.mint.info;

import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.mint.http.Limits;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/// Puts together what the operator, the keys and the features say.
@Component
@EnableConfigurationProperties(InfoSettings.class)
class MintInfo {

    private final InfoSettings settings;
    private final Limits limits;
    private final List<NutSetting> nuts;
    private final ObjectProvider<MintKeys> keys;
    private final List<UserNotices> notices;
    private final Clock clock;
    private final String version;

    MintInfo(
            InfoSettings settings,
            Limits limits,
            List<NutSetting> nuts,
            ObjectProvider<MintKeys> keys,
            ObjectProvider<UserNotices> notices,
            Clock clock,
            ObjectProvider<BuildProperties> build) {
        this.settings = settings;
        this.limits = limits;
        this.nuts =
                nuts.stream().sorted(Comparator.comparingInt(NutSetting::nut)).toList();
        this.keys = keys;
        this.notices = notices.orderedStream().toList();
        this.clock = clock;
        version = "Cobnut/"
                + build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
    }

    Document document() {
        return new Document(
                settings.name(),
                keys.stream().map(held -> held.pubkey().hex()).findFirst().orElse(null),
                version,
                settings.description(),
                settings.descriptionLong(),
                settings.contact(),
                motd(),
                settings.iconUrl(),
                settings.urls(),
                clock.instant().getEpochSecond(),
                settings.tosUrl(),
                limits.maxArrayLength(),
                nuts());
    }

    /// What users have to know whatever the operator says.
    List<String> notices() {
        return notices.stream().flatMap(source -> source.notices().stream()).toList();
    }

    /// The operator's own word is kept; the page shows the notices beside it.
    private @Nullable String motd() {
        var notices = notices();
        return settings.motd() == null && !notices.isEmpty() ? String.join(" ", notices) : settings.motd();
    }

    private Map<String, Object> nuts() {
        var declared = new LinkedHashMap<String, Object>();
        nuts.forEach(setting ->
                declared.put(Integer.toString(setting.nut()), setting.value().get()));
        return declared;
    }

    /// NUT-06's body, member by member.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Document(
            String name,
            @Nullable String pubkey,
            String version,
            @Nullable String description,
            @JsonProperty("description_long") @Nullable String descriptionLong,
            List<InfoSettings.Contact> contact,
            @Nullable String motd,
            @JsonProperty("icon_url") @Nullable URI iconUrl,
            List<URI> urls,
            long time,
            @JsonProperty("tos_url") @Nullable URI tosUrl,
            @JsonProperty("max_array_length") int maxArrayLength,
            @JsonInclude Map<String, Object> nuts) {}
}
