// One line a test, the reason of each failure, and the closing line that ./dev counts.
export default class Reporter {
  constructor() {
    this.passed = 0;
    this.failed = 0;
  }

  printsToStdio() {
    return true;
  }

  onTestEnd(test, result) {
    const good = result.status === 'passed';
    if (good) this.passed += 1;
    else this.failed += 1;
    console.log(`${good ? 'ok  ' : 'FAIL'} ${test.title} (${(result.duration / 1000).toFixed(1)} s)`);
    if (good) return;
    for (const error of result.errors)
      console.log(`${error.stack ?? error.message}\n${error.snippet ?? ''}\n`);
    for (const file of result.attachments) if (file.path) console.log(`     ${file.path}`);
  }

  onError(error) {
    this.failed += 1;
    console.log(error.stack ?? error.message);
  }

  onEnd() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
  }
}
