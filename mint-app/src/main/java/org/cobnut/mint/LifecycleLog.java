package org.cobnut.mint;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells the operator where the mint listens, when it is ready and that it stops. What each feature uses, it says
/// itself.
@Component
class LifecycleLog {

    private static final Logger log = LoggerFactory.getLogger(LifecycleLog.class);

    private final ServerProperties server;
    private final ObjectProvider<ManagementServerProperties> management;
    private final ApplicationContext mint;
    private final String version;

    LifecycleLog(
            ServerProperties server,
            ObjectProvider<ManagementServerProperties> management,
            ApplicationContext mint,
            ObjectProvider<BuildProperties> build) {
        this.server = server;
        this.management = management;
        this.mint = mint;
        this.version =
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
    }

    @EventListener
    void logPort(WebServerInitializedEvent opened) {
        boolean isForWallets = mint.equals(opened.getApplicationContext());
        log.info(
                "Listens on port {} of {} for {}",
                Integer.toString(opened.getWebServer().getPort()),
                where(
                        isForWallets
                                ? server.getAddress()
                                : management.getObject().getAddress()),
                isForWallets ? "wallets" : "its operator (/actuator/health, /actuator/prometheus)");
    }

    private static String where(@Nullable InetAddress address) {
        return address == null ? "all addresses" : address.getHostAddress();
    }

    @EventListener
    void logReady(ApplicationReadyEvent ready) {
        var taken = ready.getTimeTaken();
        log.info("Cobnut {} is ready{}", version, taken == null ? "" : " after " + taken.toMillis() + " ms");
    }

    /// Contexts of the web servers close too.
    @EventListener
    void logStop(ContextClosedEvent closed) {
        if (mint.equals(closed.getApplicationContext())) {
            log.info("Stops: takes no more requests, and waits for those under way");
        }
    }
}
