package cn.tongxing.idp.platform.command;

import java.util.function.ToIntFunction;
import org.springframework.context.ApplicationContext;

/** The server that a command works on: the running one where it takes commands, else its own. */
final class OpenServer {

  private OpenServer() {}

  /** Has the work done there; gives its exit code. */
  static int with(ToIntFunction<ApplicationContext> work) {
    return Caller.current().work(work);
  }
}
