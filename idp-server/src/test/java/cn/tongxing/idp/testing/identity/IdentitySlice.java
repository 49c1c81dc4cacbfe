package cn.tongxing.idp.testing.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;

/** The modules audit, keys, identity and session over a database of their own. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(
    classes = IdentitySlice.Beans.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "idp.keys.generate-missing=true",
      "idp.keys.key-encryption-key-file=target/identity-slice/kek",
      "idp.outbound.allow-loopback=true",
      "idp.sms.endpoint=http://127.0.0.1:1/never",
      "idp.sms.secret=unused"
    })
public @interface IdentitySlice {

  /** Not a configuration class, so that no component scan finds it. */
  @EnableAutoConfiguration
  @ComponentScan({
    "cn.tongxing.idp.audit",
    "cn.tongxing.idp.upkeep",
    "cn.tongxing.idp.keys",
    "cn.tongxing.idp.outbound",
    "cn.tongxing.idp.notice",
    "cn.tongxing.idp.identity",
    "cn.tongxing.idp.session"
  })
  class Beans extends SliceBeans {

    @Bean
    @Primary
    Texts texts() {
      return new Texts();
    }
  }
}
