package org.cobnut.mint;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// Who carries out what is to be done again and again.
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {

    /// More than there are such tasks, and each is carried out by one thread at a time: one that hangs stops no other.
    private static final int THREADS = 16;

    private static final int GOODBYE_SECONDS = 5;

    /// Threads of the system: a heartbeat must not wait for virtual threads that compute. Boot's own scheduler would
    /// carry out all tasks of fixed delay in a single one.
    @Bean
    @Primary
    ThreadPoolTaskScheduler taskScheduler() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(THREADS);
        scheduler.setDaemon(true);
        scheduler.setThreadNamePrefix("scheduled-");
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setAwaitTerminationSeconds(GOODBYE_SECONDS);
        return scheduler;
    }
}
