package cn.tongxing.idp.platform.demo;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The two sample departments of a demonstration ({@code idp.sample.*}); read in profile {@code
 * demo} only.
 *
 * @param secretsFolder where their client secrets are
 * @param hospitalUri where the hospital's appointments run
 * @param fundUri where the housing fund runs
 */
@ConfigurationProperties("idp.sample")
record SampleSettings(
    @Nullable Path secretsFolder, @Nullable URI hospitalUri, @Nullable URI fundUri) {}
