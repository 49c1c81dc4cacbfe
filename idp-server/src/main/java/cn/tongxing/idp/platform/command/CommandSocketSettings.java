package cn.tongxing.idp.platform.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code idp.commands.*}: how a running server takes administrative commands.
 *
 * @param socket a Unix domain socket, made at start and good for programs of the server's own user
 *     on its machine; at most about 100 bytes long. Without it each command opens the system by
 *     itself. Commands find it by the environment variable {@code IDP_COMMANDS_SOCKET}, or in the
 *     folder of a demonstration
 */
@ConfigurationProperties("idp.commands")
record CommandSocketSettings(@Nullable Path socket) {}
