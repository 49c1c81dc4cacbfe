package cn.tongxing.idp.platform.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded PostgreSQL and Redis ({@code idp.embedded.*}); read only while no database is
 * configured.
 *
 * @param binariesFolder where their programs are unpacked; may be shared by data folders; without
 *     it {@code bin} in the data folder
 * @param joinRunning whether to use the services of a server that already runs on the folder; for
 *     administrative commands
 */
@ConfigurationProperties("idp.embedded")
record OwnServicesSettings(
    @Nullable Path binariesFolder, @DefaultValue("false") boolean joinRunning) {}
