package org.cobnut.mint;

import org.cobnut.mint.start.StartRefusedException;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.stereotype.Component;

/// Refuses to start a mint whose operator's endpoints would answer on the port of its wallets: there they would be open
/// to the world.
@Component
@ConditionalOnManagementPort(ManagementPortType.SAME)
class SharedPort implements BeanFactoryInitializer<ConfigurableListableBeanFactory> {

    @Override
    public void initialize(ConfigurableListableBeanFactory beans) {
        throw new StartRefusedException(
                "Wallets and Actuator would share a port, and Actuator would be open to all who reach the mint.",
                "Set management.server.port to another port than server.port, or to -1 for no Actuator at all.");
    }
}
