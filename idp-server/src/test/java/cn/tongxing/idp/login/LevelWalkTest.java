package cn.tongxing.idp.login;

import static cn.tongxing.idp.login.LevelWalk.Citizen.NEWCOMER;
import static cn.tongxing.idp.login.LevelWalk.Citizen.PASSKEY_OF_P4;
import static cn.tongxing.idp.login.LevelWalk.Citizen.PASSWORD;
import static cn.tongxing.idp.login.LevelWalk.Citizen.PASSWORD_OF_P4;
import static cn.tongxing.idp.login.LevelWalk.Citizen.PHONE;
import static cn.tongxing.idp.login.LevelWalk.Citizen.PHONE_OF_P4;

import cn.tongxing.idp.notice.sms.SmsSettings;
import cn.tongxing.idp.testing.Clause;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The walks to a level, by the ways that a city has. */
@Clause("R10")
class LevelWalkTest {

  @Nested
  class WithEveryWay extends LevelWalks {
    @Override
    Map<Citizen, String> reach() {
      return Map.of(
          NEWCOMER, "p2:a3",
          PHONE, "p2:a3",
          PHONE_OF_P4, "p4:a1",
          PASSWORD, "p2:a3",
          PASSKEY_OF_P4, "p4:a3",
          PASSWORD_OF_P4, "p4:a3");
    }
  }

  /** Of the authorities' ways one, that compares name and number. */
  @Nested
  @TestPropertySource(
      properties = {
        "idp.adapters.test-plain.enabled=false",
        "idp.adapters.test-redirect.enabled=false",
        "idp.adapters.test-scan.enabled=false",
        "idp.adapters.test-camera.enabled=false",
        "idp.adapters.test-face.enabled=false"
      })
  class WithNameAndNumberAlone extends LevelWalks {
    @Override
    Map<Citizen, String> reach() {
      return Map.of(
          NEWCOMER, "p2:a3",
          PHONE, "p2:a3",
          PHONE_OF_P4, "p4:a1",
          PASSWORD, "p2:a3",
          PASSKEY_OF_P4, "p4:a3",
          PASSWORD_OF_P4, "p4:a3");
    }
  }

  /** Code, password and passkey: whoever has an account, and nobody else. */
  @Nested
  @TestPropertySource(
      properties = {
        "idp.adapters.test-form.enabled=false",
        "idp.adapters.test-plain.enabled=false",
        "idp.adapters.test-redirect.enabled=false",
        "idp.adapters.test-scan.enabled=false",
        "idp.adapters.test-camera.enabled=false",
        "idp.adapters.test-face.enabled=false"
      })
  class WithoutAnAuthority extends LevelWalks {
    @Override
    Map<Citizen, String> reach() {
      return Map.of(
          PHONE, "p2:a1",
          PHONE_OF_P4, "p4:a1",
          PASSWORD, "p2:a2", // set a moment ago, it sets nothing itself
          PASSKEY_OF_P4, "p4:a3",
          PASSWORD_OF_P4, "p4:a3");
    }
  }

  /** Every way, on a device that knows no passkeys. */
  @Nested
  class WithoutPasskeys extends LevelWalks {
    @Override
    boolean hasPasskeys() {
      return false;
    }

    @Override
    Map<Citizen, String> reach() {
      return Map.of(
          NEWCOMER, "p2:a2",
          PHONE, "p2:a2",
          PHONE_OF_P4, "p4:a1",
          PASSWORD, "p2:a2",
          PASSKEY_OF_P4, "p4:a1",
          PASSWORD_OF_P4, "p4:a2");
    }
  }

  /** Nobody sends codes and no authority is asked: whoever has neither goes to the counter. */
  @Nested
  @TestPropertySource(
      properties = {
        "idp.adapters.test-form.enabled=false",
        "idp.adapters.test-plain.enabled=false",
        "idp.adapters.test-redirect.enabled=false",
        "idp.adapters.test-scan.enabled=false",
        "idp.adapters.test-camera.enabled=false",
        "idp.adapters.test-face.enabled=false"
      })
  @Import(NoCodes.class)
  class WithTheCounterAlone extends LevelWalks {
    @Override
    Map<Citizen, String> reach() {
      return Map.of(
          PASSWORD, "p2:a1",
          PASSKEY_OF_P4, "p4:a3",
          PASSWORD_OF_P4, "p4:a1");
    }
  }

  /** As without {@code idp.sms.*}, which the slice has. No configuration: only who names it. */
  static class NoCodes {
    @Bean
    static BeanPostProcessor noCodes() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof SmsSettings given
              ? new SmsSettings(given.provider(), null, null, null, null, given.signature())
              : bean;
        }
      };
    }
  }
}
