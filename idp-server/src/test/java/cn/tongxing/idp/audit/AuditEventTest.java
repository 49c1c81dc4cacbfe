package cn.tongxing.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditEventTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final SessionId HERE = new SessionId(new UUID(0, 1));
  private static final SessionId ANOTHER = new SessionId(new UUID(0, 2));
  private static final SignInId SIGN_IN = new SignInId(new UUID(0, 3));

  @Test
  void whatASignInDoesNamesItAndItsSession() {
    AuditEvent event = AuditEvent.of(AuditEventType.PERSON_FROZEN, BROWSER.in(HERE, SIGN_IN));

    assertThat(event.session()).isEqualTo(HERE);
    assertThat(event.signIn()).isEqualTo(SIGN_IN);
    AuditEvent before = AuditEvent.of(AuditEventType.PERSON_THAWED, BROWSER.during(SIGN_IN));
    assertThat(before.session()).isNull();
    assertThat(before.signIn()).isEqualTo(SIGN_IN);
    assertThat(AuditEvent.of(AuditEventType.PERSON_FROZEN, BROWSER).signIn()).isNull();
  }

  @Test
  void anotherSessionThatItEndsWasNotBegunByThatSignIn() {
    AuditEvent event = AuditEvent.of(AuditEventType.SESSION_ENDED, BROWSER.in(HERE, SIGN_IN));

    assertThat(event.session(ANOTHER).signIn()).isNull();
    assertThat(event.session(HERE).signIn()).isEqualTo(SIGN_IN);
    SignInId theirs = new SignInId(new UUID(0, 4));
    assertThat(event.signIn(theirs).session(ANOTHER).signIn()).isEqualTo(theirs);
  }
}
