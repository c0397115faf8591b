using CodeRed.RankingBenchmark;

return Screen.Show(args);
