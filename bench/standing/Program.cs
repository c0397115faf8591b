using CodeRed.StandingBenchmark;

return Screen.Show(args);
