package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.DataKeyChanges;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedColumns;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.keys.store.DataKeyRows;
import cn.tongxing.idp.keys.store.KeyLock;
import cn.tongxing.idp.keys.store.SealedRows;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealingSettings.class)
class SealingConfiguration {

  @Bean
  KeyLock keyLock(DataSource database) {
    return new KeyLock(database);
  }

  @Bean
  OpenKeyRing openKeyRing(
      SealingSettings settings,
      JdbcClient jdbc,
      KeyLock lock,
      PlatformTransactionManager transactions,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    return new OpenKeyRing(
        new DataKeyRows(jdbc),
        lock,
        new KeyEncryptionKeyFile(settings, random),
        new TransactionTemplate(transactions),
        audit,
        clock,
        random);
  }

  @Bean
  KeyRing keyRing(OpenKeyRing opening) {
    return opening.open();
  }

  @Bean
  DataKeyWatch dataKeyWatch(KeyRing ring, OpenKeyRing opening) {
    return new DataKeyWatch(ring, opening);
  }

  @Bean
  DataKeyChanges dataKeyChanges(
      KeyRing ring,
      OpenKeyRing opening,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      ObjectProvider<SealedColumns> columns,
      InstantSource clock,
      SecureRandom random) {
    return new ChangeDataKeys(
        ring,
        opening,
        new SealedRows(jdbc, new TransactionTemplate(transactions)),
        new TransactionTemplate(transactions),
        columns.orderedStream().toList(),
        clock,
        random);
  }

  @Bean
  Sealing sealing(KeyRing ring, OpenKeyRing opening, SecureRandom random) {
    return new Sm4Sealing(
        () -> ring.of(DataKeyPurpose.PERSONAL_DATA),
        () -> {
          ring.become(opening.read());
          return ring.of(DataKeyPurpose.PERSONAL_DATA);
        },
        random);
  }

  @Bean
  PersonSealing personSealing(Sealing sealing, SecureRandom random) {
    return new Sm4PersonSealing(sealing, random);
  }

  @Bean
  BlindIndex blindIndex(KeyRing ring) {
    return new Sm3BlindIndex(() -> ring.of(DataKeyPurpose.BLIND_INDEX));
  }

  @Bean
  KeyedHash keyedHash(KeyRing ring) {
    return new Sha256KeyedHash(ring);
  }

  @Bean
  PrivateKeySeal privateKeySeal(KeyRing ring, SecureRandom random) {
    return new PrivateKeySeal(new Sm4Sealing(() -> ring.of(DataKeyPurpose.SIGNING_KEYS), random));
  }

  @Bean
  ChainLink chainLink(KeyRing ring) {
    return new ChainLink(ring.of(DataKeyPurpose.AUDIT_CHAIN).active());
  }
}
