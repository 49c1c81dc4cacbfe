package cn.tongxing.idp.testing;

import com.microsoft.playwright.PlaywrightException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * No wait for a browser is without an end. Most calls of Playwright (to close, to evaluate, to open
 * a window) have no time limit of their own: a browser that has not answered by the end of a method
 * of a browser test is ended by its process ids, which the report names, and the next test gets a
 * new one. Registered for every test.
 */
public final class BrowserLimit implements AroundMethods {

  private static final Duration TEST = Duration.ofMinutes(6);
  private static final Duration LAUNCH = Duration.ofMinutes(4);
  private static final Duration TIDYING = Duration.ofMinutes(1);

  @Override
  public void around(
      Part part,
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (context.getTags().contains("browser")) {
      Duration limit =
          switch (part) {
            case TEST -> TEST;
            case PREPARING -> LAUNCH;
            case TIDYING -> TIDYING;
          };
      within(limit, method.getExecutable().getName(), invocation);
    } else {
      invocation.proceed();
    }
  }

  /** Lets something use a browser, and ends the browser when it takes longer. */
  static void within(Duration limit, String name, Invocation<Void> invocation) throws Throwable {
    CompletableFuture<Optional<List<Long>>> watch = new CompletableFuture<>();
    var ended =
        watch
            .completeOnTimeout(Optional.empty(), limit.toMillis(), TimeUnit.MILLISECONDS)
            .thenApplyAsync(done -> done.isPresent() ? done.get() : Chromium.end());
    Throwable failure = null;
    try {
      invocation.proceed();
    } catch (Throwable thrown) {
      failure = thrown;
    }
    watch.complete(Optional.of(List.of()));
    List<Long> processes = ended.get(1, TimeUnit.MINUTES);
    if (!processes.isEmpty()) {
      throw new AssertionError(
          "%s: the browser did not answer within %d s; ended processes %s"
              .formatted(name, limit.toSeconds(), processes),
          failure);
    }
    List<String> seen = LastSeen.taken();
    if (failure instanceof PlaywrightException || failure instanceof AssertionError) {
      throw seen.isEmpty() ? failure : told(failure, seen);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** The report's summary has the message alone. */
  private static AssertionError told(Throwable failure, List<String> seen) {
    return new AssertionError(
        failure.getMessage() + "\nseen last:\n" + String.join("\n", seen), failure);
  }
}
