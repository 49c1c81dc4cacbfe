package cn.tongxing.idp.keys.sealing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words why the server does not start, and what to do. */
final class KeyEncryptionKeyFailureAnalyzer
    extends AbstractFailureAnalyzer<KeyEncryptionKeyUnusable> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, KeyEncryptionKeyUnusable cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
  }
}
