package cn.tongxing.idp.identity.subject;

import cn.tongxing.idp.audit.OnceCommitted;
import cn.tongxing.idp.identity.Subjects;
import cn.tongxing.idp.identity.store.SubjectRows;
import cn.tongxing.idp.identity.store.SubjectRows.StoredSubject;
import cn.tongxing.idp.kernel.HolderId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Rows that never change, so each node remembers those it met; one that was made in a transaction
 * only when that has been committed, and never one of somebody who was merged: that may be undone.
 */
@Service
class StoredSubjects implements Subjects {

  private static final int REMEMBERED = 20_000;
  private static final int BYTES = 32;

  private final SubjectRows rows;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Cache<Key, String> met = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  StoredSubjects(SubjectRows rows, InstantSource clock, SecureRandom random) {
    this.rows = rows;
    this.clock = clock;
    this.random = random;
  }

  private record Key(HolderId holder, String sector) {}

  @Override
  public String of(HolderId holder, String sector) {
    Key key = new Key(holder, sector);
    return Optional.ofNullable(met.getIfPresent(key)).orElseGet(() -> read(key));
  }

  @Override
  public boolean isFromBefore(Instant time, String subject) {
    return rows.isFromBefore(time, subject);
  }

  private String read(Key key) {
    StoredSubject stored = rows.findOrMake(key.holder(), key.sector(), fresh(), clock.instant());
    if (stored.own()) {
      OnceCommitted.run(() -> met.put(key, stored.value()));
    }
    return stored.value();
  }

  private String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
