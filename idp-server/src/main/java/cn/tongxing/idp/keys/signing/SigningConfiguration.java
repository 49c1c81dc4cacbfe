package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.keys.TokenVerifier;
import cn.tongxing.idp.keys.sealing.ChainLink;
import cn.tongxing.idp.keys.sealing.PrivateKeySeal;
import cn.tongxing.idp.keys.store.KeyLock;
import cn.tongxing.idp.keys.store.SigningKeyRows;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SigningSettings.class)
class SigningConfiguration {

  @Bean
  SigningKeyRows signingKeyRows(JdbcClient jdbc) {
    return new SigningKeyRows(jdbc);
  }

  @Bean
  SignatureSchemes signatureSchemes() {
    return SignatureSchemes.best();
  }

  @Bean
  OfferedAlgorithms offeredAlgorithms(SigningSettings settings) {
    return new OfferedAlgorithms(settings.algorithms());
  }

  @Bean
  NewKeys newKeys(
      SigningKeyRows rows,
      KeyLock lock,
      PrivateKeySeal seal,
      SignatureSchemes schemes,
      PlatformTransactionManager transactions,
      Audit audit,
      InstantSource clock,
      SecureRandom random,
      OfferedAlgorithms offered) {
    return new NewKeys(
        rows,
        lock,
        seal,
        schemes,
        new TransactionTemplate(transactions),
        audit,
        clock,
        random,
        offered);
  }

  @Bean
  CurrentKeys currentKeys(
      NewKeys newKeys, SigningKeyRows rows, PrivateKeySeal seal, SignatureSchemes schemes) {
    newKeys.completeAtStart();
    return new CurrentKeys(rows, seal, schemes);
  }

  @Bean
  CompactJws compactJws(CurrentKeys keys) {
    return new CompactJws(keys);
  }

  @Bean
  TokenSigner tokenSigner(CompactJws jws, SignatureSchemes schemes) {
    return new SignTokens(jws, schemes);
  }

  @Bean
  TokenVerifier tokenVerifier(CompactJws jws) {
    return new VerifyTokens(jws);
  }

  @Bean
  ChainSeal chainSeal(ChainLink link, CompactJws jws) {
    return new SealChain(link, jws);
  }

  @Bean
  RotateKeys rotateKeys(
      SigningKeyRows rows,
      KeyLock lock,
      NewKeys newKeys,
      CurrentKeys current,
      PlatformTransactionManager transactions,
      Audit audit,
      InstantSource clock,
      SigningSettings settings) {
    return new RotateKeys(
        rows,
        lock,
        newKeys,
        current,
        new TransactionTemplate(transactions),
        audit,
        clock,
        settings);
  }

  @Bean
  KeyWatch keyWatch(
      CurrentKeys current, RotateKeys rotation, InstantSource clock, SigningSettings settings) {
    return new KeyWatch(current, rotation, clock, settings);
  }
}
