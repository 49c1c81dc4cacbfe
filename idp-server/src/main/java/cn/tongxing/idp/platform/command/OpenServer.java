package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.kernel.OfLaterVersion;
import java.util.function.ToIntFunction;
import org.springframework.context.ApplicationContext;

/** The server that a command works on: the running one where it takes commands, else its own. */
final class OpenServer {

  private OpenServer() {}

  /** Has the work done there; gives its exit code. */
  static int with(ToIntFunction<ApplicationContext> work) {
    Caller caller = Caller.current();
    try {
      return caller.work(work);
    } catch (OfLaterVersion what) {
      caller
          .err()
          .println(
              "Ended: "
                  + what.getMessage()
                  + ". A later version of the server made it: give the command there.");
      return 1;
    }
  }
}
