package cn.tongxing.idp.platform.launch;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C, SIGTERM and SIGHUP as a request to stop, and not as the end of this process: the parts
 * are stopped in order, and a second one says not to wait for the start-up cache. Reflection, since
 * the JDK's only interface to signals may not be named under {@code -Werror}.
 */
final class Signals {

  private Signals() {}

  /** Calls for each signal that comes; not in the caller's thread. */
  static void onEach(Runnable called) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object own =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  called.run();
                }
                return null;
              });
      for (String name : List.of("INT", "TERM", "HUP")) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), own);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no signals", e);
    }
  }
}
