package cn.tongxing.idp.login;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.keys.PasswordsBusy;
import cn.tongxing.idp.testing.Clause;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Signing in while more passwords wait than can be compared in good time. */
@Import(BusyPasswordsTest.Line.class)
class BusyPasswordsTest extends SignInTest {

  private static final AtomicBoolean FULL = new AtomicBoolean();
  private static final String PASSWORD = "correct horse battery";

  /** The line in front of the real hashes. */
  static class Line {
    @Bean
    static BeanPostProcessor line() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof PasswordHash real ? new Crowded(real) : bean;
        }
      };
    }
  }

  private record Crowded(PasswordHash real) implements PasswordHash {

    private static void enter() {
      if (FULL.get()) {
        throw new PasswordsBusy("too many passwords wait");
      }
    }

    @Override
    public String hash(String password) {
      enter();
      return real.hash(password);
    }

    @Override
    public boolean matches(String password, String encoded) {
      enter();
      return real.matches(password, encoded);
    }

    @Override
    public boolean matchesAny(Set<String> writings, String encoded) {
      enter();
      return real.matchesAny(writings, encoded);
    }

    @Override
    public boolean isOutdated(String encoded) {
      return real.isOutdated(encoded);
    }

    @Override
    public boolean isKnownForm(String encoded) {
      return real.isKnownForm(encoded);
    }
  }

  @AfterEach
  void nobodyWaits() {
    FULL.set(false);
  }

  @Test
  @Clause("A9")
  void aTryThatWasNeverComparedIsNoTry() throws Exception {
    String phone = "13700138899";
    SignInId registered = register(NAME, newNumber(), phone);
    browser.show(registered);
    browser.press(registered, "password", Map.of("new_password", PASSWORD));

    FULL.set(true);
    for (int i = 0; i < 12; i++) {
      assertThatThrownBy(() -> enter(phone)).hasRootCauseInstanceOf(PasswordsBusy.class);
    }
    FULL.set(false);

    assertThat(redis.keys("limit:{password}:*"))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(redis.get(key)).asString(US_ASCII).isEqualTo("0"));
    assertThat(jdbc.sql("select count(*) from login_failures").query(Long.class).single()).isZero();
    SignInId id = enter(phone);
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  private SignInId enter(String phone) throws Exception {
    browser = newBrowser();
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", phone, "password", PASSWORD));
    return id;
  }
}
