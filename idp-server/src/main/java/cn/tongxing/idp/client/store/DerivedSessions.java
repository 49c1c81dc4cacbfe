package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.SectorSessions;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.keys.KeyedHash;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Derived, not stored: a keyed hash of sector and session. */
@Component
class DerivedSessions implements SectorSessions {

  private final KeyedHash hash;

  DerivedSessions(KeyedHash hash) {
    this.hash = hash;
  }

  @Override
  public String sid(Client client, SessionId session) {
    // a session id has a fixed length, so no two pairs give the same text
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(hash.of("sector-session", session + client.tokens().sector()));
  }
}
