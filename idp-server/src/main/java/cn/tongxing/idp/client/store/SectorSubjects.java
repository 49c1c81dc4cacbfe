package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.KeyedHash;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Derived, not stored: a keyed hash of sector and person (the method of 8.1, third example). */
@Component
class SectorSubjects implements PairwiseSubjects {

  private final KeyedHash hash;

  SectorSubjects(KeyedHash hash) {
    this.hash = hash;
  }

  @Override
  public String subject(Client client, PersonId person) {
    // a person id has a fixed length, so no two pairs give the same text
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(hash.of("pairwise-subject", person + client.sector()));
  }
}
