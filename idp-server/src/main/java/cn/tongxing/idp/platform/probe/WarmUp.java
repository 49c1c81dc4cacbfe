package cn.tongxing.idp.platform.probe;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.platform.launch.OwnBrowser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;

/**
 * Does once what the first person would wait for (classes, templates, the first password's hash),
 * by asking this very server for the first pages of a sign-in, before it is said to be ready:
 * runners end before the state becomes "accepting traffic". Bounded, and no reason not to start;
 * what it begins is forgotten by itself and stands on no trail.
 */
final class WarmUp implements ApplicationRunner {

  /** Told when it is over: {@code ./idp demo} waits for it. */
  static final String DONE = "first pages are warm after";

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final List<String> WAYS = List.of("sms", "password");

  private final Environment environment;
  private final Issuer issuer;
  private final PasswordHash passwords;

  WarmUp(Environment environment, Issuer issuer, PasswordHash passwords) {
    this.environment = environment;
    this.issuer = issuer;
    this.passwords = passwords;
  }

  @Override
  public void run(ApplicationArguments arguments) throws InterruptedException {
    long began = System.nanoTime();
    Thread work = Thread.ofPlatform().daemon().name("warm-up").start(this::told);
    if (!work.join(LONGEST)) {
      work.interrupt();
    }
    long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
    LOG.info("{} {} ms", DONE, took);
  }

  private void told() {
    warm()
        .ifPresent(
            why -> LOG.info("not warmed up wholly, the first pages will take longer: {}", why));
  }

  /** Why not wholly; empty if all of it was done. */
  Optional<String> warm() {
    try {
      passwords.hash("the first one takes longest");
      pages();
      return Optional.empty();
    } catch (IOException | RuntimeException notSo) {
      return Optional.of(notSo.toString());
    }
  }

  private void pages() throws IOException {
    int port = environment.getProperty("local.server.port", Integer.class, 0);
    if (port == 0) {
      return;
    }
    var browser = new OwnBrowser(port, issuer.uri().getRawAuthority().toLowerCase(Locale.ROOT));
    browser.get("/");
    browser.get("/.well-known/openid-configuration");
    String choice = browser.get("/me");
    OwnBrowser.assets(choice).forEach(browser::getQuietly);
    for (String way : WAYS) {
      browser.press(browser.get("/me"), "method:" + way);
    }
  }
}
